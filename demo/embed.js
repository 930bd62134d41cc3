/**
 * Copies the lines that embed the widget. Where the browser refuses that, it selects them for the visitor to copy.
 */
const lines = document.querySelector('#embed code');
const report = document.querySelector('#copied');

document.querySelector('#copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(lines.textContent);
    report.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(lines);
    report.textContent = 'Selected. Press Ctrl+C or ⌘C to copy.';
  }
});
document.querySelector('#embed').addEventListener('toggle', () => (report.textContent = ''));
