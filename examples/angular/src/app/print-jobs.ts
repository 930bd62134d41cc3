// The widget as an Angular component, with typed inputs and outputs.
//
// Angular's bundler leaves the program's files out, so angular.json copies them into a folder, which `asset-base` names. That is
// an attribute and no binding: Angular sets bindings only after the element is on the page and asks for its files.
import { CUSTOM_ELEMENTS_SCHEMA, Component, input, output } from '@angular/core';
import type { PrintRedirectEventMap, PrintRedirectOptions, RedirectedDetail } from 'print-redirect';
import 'print-redirect';

@Component({
  selector: 'app-print-jobs',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <print-redirect
      asset-base="print-redirect/"
      [queues]="options().queues"
      [graph]="options().graph"
      [gateway]="options().gateway"
      [account]="options().account"
      [getToken]="options().getToken"
      (redirected)="redirected($event)"
    ></print-redirect>
  `,
})
export class PrintJobs {
  readonly options = input.required<PrintRedirectOptions>();
  readonly sent = output<RedirectedDetail>();

  protected redirected({ detail }: PrintRedirectEventMap['redirected']) {
    this.sent.emit(detail);
  }
}
