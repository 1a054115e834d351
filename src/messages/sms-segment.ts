/** GSM 03.38's basic alphabet; those of its extension table take two places. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');
const LONGEST_GSM = 160;
/** One character outside that alphabet turns the whole text into UTF-16. */
const LONGEST_UTF16 = 70;

/** Whether a text goes out as one SMS. More than one costs more, and parts of it can arrive without the others. */
export function fitsOneSegment(text: string): boolean {
  let places = 0;
  for (const character of text) {
    if (BASIC.has(character)) places += 1;
    else if (EXTENDED.has(character)) places += 2;
    else return text.length <= LONGEST_UTF16;
  }
  return places <= LONGEST_GSM;
}
