/**
 * Reads a code with the camera.
 *
 * The camera is on only while `scan` runs: it is turned off when a code was read, when the signal aborts, or when anything
 * fails.
 */
import { withTimeout } from './timeout.js';

/** A page may have an `enumerateDevices` that never answers. */
const DEVICES_TIMEOUT_MS = 1_000;

/** Whether this browser can read codes and has a camera. The user is not asked for permission. */
export async function hasCamera() {
  if (!globalThis.BarcodeDetector) return false;
  try {
    const devices = await withTimeout(navigator.mediaDevices.enumerateDevices(), DEVICES_TIMEOUT_MS);
    return devices.some(({ kind }) => kind === 'videoinput');
  } catch {
    return false; // no `mediaDevices`, as on a page without https; or no answer
  }
}

/**
 * Turns the camera on and waits for a code.
 *
 * @param {ShadowRoot} root has to contain a `video` element once the camera is on
 * @param {AbortSignal} signal
 * @returns {Promise<string | undefined>} the text of the first code, or undefined if the signal aborted
 */
export async function scan(root, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const turnOff = () => stream.getTracks().forEach((track) => track.stop());
  signal.addEventListener('abort', turnOff);
  try {
    const video = root.querySelector('video');
    const detector = new BarcodeDetector();
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const [code] = await detector.detect(video);
      if (code?.rawValue) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    turnOff();
  }
}
