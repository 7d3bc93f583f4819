/** Areas of a rectangle in proportion to shares: the squarified treemap of Bruls, Huizing and van
 * Wijk (2000), whose areas are as square as they can be, the largest first. */

/** In percent of the width and the height. */
export type Area = { x: number; y: number; width: number; height: number };

type Box = Area;

/** How far the worst area of a row is from a square, if the row lies along a side. */
function worst(row: readonly number[], side: number): number {
  const sum = row.reduce((total, each) => total + each, 0);
  const [most, least] = [Math.max(...row), Math.min(...row)];
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

/** Lay a row along the shorter side of what is left; returns what is left after it. */
function laid(row: readonly number[], box: Box, into: Area[]): Box {
  const sum = row.reduce((total, each) => total + each, 0);
  const upright = box.width >= box.height;
  const thickness = sum / (upright ? box.height : box.width);
  let at = upright ? box.y : box.x;
  for (const each of row) {
    const length = each / thickness;
    into.push(
      upright
        ? { x: box.x, y: at, width: thickness, height: length }
        : { x: at, y: box.y, width: length, height: thickness },
    );
    at += length;
  }
  return upright
    ? { ...box, x: box.x + thickness, width: box.width - thickness }
    : { ...box, y: box.y + thickness, height: box.height - thickness };
}

/** `shares`: positive, the largest first. `ratio`: the rectangle's width by its height. */
export function treemap(shares: readonly number[], ratio: number): Area[] {
  const sum = shares.reduce((total, each) => total + each, 0);
  if (sum <= 0) return [];
  const left = shares.map((each) => (each / sum) * ratio);
  const areas: Area[] = [];
  let box: Box = { x: 0, y: 0, width: ratio, height: 1 };
  let row: number[] = [];
  for (const each of left) {
    const side = Math.min(box.width, box.height);
    if (row.length > 0 && worst([...row, each], side) > worst(row, side)) {
      box = laid(row, box, areas);
      row = [];
    }
    row.push(each);
  }
  laid(row, box, areas);
  return areas.map(({ x, y, width, height }) => ({
    x: (x / ratio) * 100,
    y: y * 100,
    width: (width / ratio) * 100,
    height: height * 100,
  }));
}
