'use client';
/** `<PrintRedirect>` for React, with the variant of the package that is one file. */
import { PrintRedirectElement } from '../print-redirect.inline.js';
import { componentOf } from './component.js';

export const PrintRedirect = componentOf(PrintRedirectElement);
