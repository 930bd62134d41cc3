// An Angular application that shows the user's print jobs. Its settings are in public/config.json.
import { provideBrowserGlobalErrorListeners } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App, SIGN_IN } from './app/app';
import { open } from './app/sign-in';

open()
  .then((signIn) =>
    bootstrapApplication(App, {
      providers: [provideBrowserGlobalErrorListeners(), { provide: SIGN_IN, useValue: signIn }],
    }),
  )
  .catch((error) => console.error(error));
