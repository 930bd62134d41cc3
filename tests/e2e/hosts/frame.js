// A portal that shows a part of another in a sandboxed frame: no storage, no locks, no origin.
const frame = document.createElement('iframe');
frame.setAttribute('sandbox', 'allow-scripts');
frame.src = `bare.html${location.search}`;
document.body.append(frame);
