import { element } from './element.js';

/** How a button looks, what it says, and the key that brings the keyboard back to it after a redraw. */
export interface ButtonLook {
  readonly label: string;
  readonly key: string;
  readonly look: 'primary' | 'secondary' | 'link';
}

/** A button. One that looks like a link goes nowhere by itself: the extension decides what it opens. */
export function button({ label, key, look }: ButtonLook, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: look, 'data-key': key }, label);
  made.addEventListener('click', onClick);
  return made;
}
