import { ClockView } from './clock-view.js';
import { byId } from './element.js';
import { Heartbeat } from './heartbeat.js';
import { OutboxView } from './outbox-view.js';
import { ProviderView } from './provider-view.js';

const PAUSE_MS = 1500;
/** While time moves, people want to see it move. */
const MOVING_PAUSE_MS = 250;

const announcer = byId('announcer', HTMLParagraphElement);
const lost = byId('lost', HTMLParagraphElement);

const outbox = new OutboxView((words) => {
  announcer.textContent = words;
});
const clock = new ClockView(outbox, () => {
  heartbeat.hurry();
});
const provider = new ProviderView();

async function look(): Promise<void> {
  try {
    await Promise.all([outbox.refresh(), clock.refresh(), provider.refresh()]);
    lost.textContent = '';
  } catch {
    lost.textContent = 'The host does not answer. This page goes on by itself when it does.';
  }
}

const heartbeat = new Heartbeat(look, () => (clock.isMoving ? MOVING_PAUSE_MS : PAUSE_MS));
heartbeat.hurry();
