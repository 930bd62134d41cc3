// With React 19, the element in JSX has types of its own.
import type {} from 'print-redirect/react/jsx';
