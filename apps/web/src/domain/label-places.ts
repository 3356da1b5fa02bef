/** A dot with the width of its label; pixels from the top left. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where a label stands: its anchor, and on which side of the anchor its text is. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
}

const height = 14;
const gap = 8;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boxOf = ({ x, y, align }: LabelPlace, width: number): Box => {
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
};
const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** Puts each label to the right, left, above or below its dot: where it covers least of dots, other labels and edges. */
export function placeLabels(dots: readonly Labelled[], right: number, bottom: number): readonly LabelPlace[] {
  const taken: Box[] = dots.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }));
  return dots.map(({ x, y, width }) => {
    const tries: readonly LabelPlace[] = [
      { x: x + gap, y, align: 'left' },
      { x: x - gap, y, align: 'right' },
      { x, y: y - gap - height / 2, align: 'center' },
      { x, y: y + gap + height / 2, align: 'center' },
      { x: x + gap, y: y - height, align: 'left' },
      { x: x - gap, y: y - height, align: 'right' },
    ];
    const cost = (place: LabelPlace): number => {
      const box = boxOf(place, width);
      const outside =
        Math.max(0, -box.left) + Math.max(0, box.right - right) + Math.max(0, box.bottom - bottom);
      return taken.reduce((sum, other) => sum + overlap(box, other), outside * height);
    };
    const best = tries.reduce((known, place) => (cost(place) < cost(known) ? place : known));
    taken.push(boxOf(best, width));
    return best;
  });
}
