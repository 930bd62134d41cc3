// A portal that shows the bare page in a sandboxed frame, which has no storage, no locks and no origin.
const frame = document.createElement('iframe');
frame.setAttribute('sandbox', 'allow-scripts');
frame.src = `bare.html${location.search}`;
document.body.append(frame);
