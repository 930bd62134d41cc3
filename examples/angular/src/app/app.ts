import { Component, InjectionToken, computed, inject, signal } from '@angular/core';
import { PrintJobs } from './print-jobs';
import { type SignIn, tokens } from './sign-in';

export const SIGN_IN = new InjectionToken<SignIn>('the page’s sign-in');

@Component({
  selector: 'app-root',
  imports: [PrintJobs],
  template: `
    @if (options(); as options) {
      <app-print-jobs [options]="options" (sent)="count()" />
      <p>{{ sent() }} sent from this page</p>
    } @else {
      <button (click)="signIn()">Sign in</button>
    }
  `,
})
export class App {
  private readonly page = inject(SIGN_IN);
  private readonly account = signal(this.page.client.getAllAccounts()[0]);

  protected readonly sent = signal(0);
  protected readonly options = computed(() => {
    const account = this.account();
    return account && { ...this.page.config.widget, account, getToken: tokens(this.page.client, account) };
  });

  protected async signIn() {
    this.account.set((await this.page.client.loginPopup({ scopes: ['openid'] })).account);
  }

  protected count() {
    this.sent.update((sent) => sent + 1);
  }
}
