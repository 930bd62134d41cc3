/**
 * The address of a file beside this script.
 *
 * A plain script, into which a bundler may put this one, has no `import.meta.url`; and beside a `blob:` there are no files. Then
 * the file is asked for in the folder of the page. If it is not there either, the failure names this address.
 *
 * @param {() => URL} find makes the address from a whole `new URL('…', import.meta.url)`, which bundlers look for
 * @param {string} file the file's name, with its folder
 */
export function beside(find, file) {
  try {
    return find().href;
  } catch {
    return new URL(file, document.baseURI).href;
  }
}
