/**
 * The camera: the first code that it sees, as text.
 *
 * It goes on when `scan` is called and at no other time, and is off again as soon as a code was seen,
 * the signal ends it or anything fails.
 */
import { inTime } from './in-time.js';

/** The widget starts once this is known, so a page's stand-in that never answers must not keep it. */
const PATIENCE_MS = 1_000;

/** Whether this browser reads codes and has a camera; asks nobody for anything. */
export async function hasCamera() {
  if (!globalThis.BarcodeDetector) return false;
  try {
    const devices = await inTime(navigator.mediaDevices.enumerateDevices(), PATIENCE_MS);
    return devices.some(({ kind }) => kind === 'videoinput');
  } catch {
    return false; // the page has no media at all, as without https, or does not tell
  }
}

/**
 * @param {ShadowRoot} root has a `video` for the picture once the camera is on
 * @param {AbortSignal} signal
 * @returns {Promise<string | undefined>} undefined once the signal ended it
 */
export async function scan(root, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const off = () => stream.getTracks().forEach((track) => track.stop());
  signal.addEventListener('abort', off);
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
    off();
  }
}
