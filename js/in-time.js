/**
 * A bounded wait.
 *
 * What does not come in its time is a rejection; what was waited for goes on by itself.
 */
export function inTime(coming, patienceMs) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, patienceMs);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
