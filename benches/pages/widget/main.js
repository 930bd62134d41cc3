// A host page of the widget, as docs/embedding.md has it.

const place = document.querySelector('#place');

function createWidget() {
  const widget = document.createElement('print-redirect');
  widget.queues = [{ share: 'queue-share', printer: 'queue-printer' }];
  widget.account = { username: 'adele@contoso.example', localAccountId: 'adele' };
  widget.locale = 'en';
  widget.getToken = async () => 'token';
  return widget;
}

place.append(createWidget());

/** Puts widgets on the page and takes them away, each once it has read its jobs. */
window.mountAndUnmount = async (count) => {
  for (let mounted = 0; mounted < count; mounted += 1) {
    const widget = createWidget();
    const ended = new Promise((resolve, reject) => {
      widget.addEventListener('ready', resolve);
      widget.addEventListener('problem', ({ detail }) => reject(new Error(detail.code)));
    });
    place.replaceChildren(widget);
    await ended;
  }
  place.replaceChildren();
  await new Promise((resolve) => setTimeout(resolve)); // the element ends its widget in a later task
};
