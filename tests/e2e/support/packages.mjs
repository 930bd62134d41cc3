// Where the npm packages are that only some tests need, such as Vite and two versions of React: in tests/package.
import { join } from 'node:path';

export const PACKAGES = join(import.meta.dirname, '../../package/node_modules');
