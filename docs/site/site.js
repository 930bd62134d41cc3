// What mdBook's pages lack for people who use the keyboard or a screen reader.

// A wide sample or table can be scrolled by keyboard.
for (const wide of document.querySelectorAll('pre code, .table-wrapper')) wide.tabIndex = 0;

// The label that shows the list of pages is a button: it can be reached, and says whether the list is open.
const toggle = document.getElementById('mdbook-sidebar-toggle');
toggle.role = 'button';
toggle.tabIndex = 0;
toggle.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  toggle.click();
});
