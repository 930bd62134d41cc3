'use client';
/** `<PrintRedirect>` for React, with the files of the package. */
import { PrintRedirectElement } from '../print-redirect.js';
import { componentOf } from './component.js';

export const PrintRedirect = componentOf(PrintRedirectElement);
