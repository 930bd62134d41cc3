// The package in TypeScript without a framework. Each way to find a module has to accept it, and to refuse what is marked.
import { type PrintRedirectOptions, mount } from 'print-redirect';
import { mount as mountInline } from 'print-redirect/inline';

const options: PrintRedirectOptions = { queues: [{ share: 'SHARE-ID' }], getToken: ({ scopes }) => scopes.join() };
void mount(document.body, options).then((widget) => widget.update({ theme: 'dark' }));
void mountInline(document.body, options).then((widget) => widget.unmount());
// @ts-expect-error queues are objects
void mountInline(document.body, { queues: 'SHARE-ID' });

const element = document.createElement('print-redirect');
element.queues = options.queues;
element.addEventListener('redirected', ({ detail }) => console.log(detail.job.job, detail.newJob?.printer));
// @ts-expect-error no such colours
element.theme = 'pink';
