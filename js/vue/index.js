/**
 * The element `<print-redirect>` for Vue: importing this file defines it. The types beside it make Vue's templates know it.
 */
import '../print-redirect.js';
