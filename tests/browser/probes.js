// What the browser itself knows of a page: each probe returns complaints, none if all is well.
(() => {
  const parts = colour => colour.match(/[\d.]+/g).map(Number);
  const isClear = colour => colour === 'none' || parts(colour)[3] === 0;

  function luminance(colour) {
    const [red, green, blue] = parts(colour).slice(0, 3)
      .map(channel => channel / 255)
      .map(channel => channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function paper(element) {
    const colour = getComputedStyle(element).backgroundColor;
    return isClear(colour) && element.parentElement ? paper(element.parentElement) : colour;
  }

  // The shape of a drawing that a word stands on: the last one painted before it that holds its middle.
  function shapeUnder(text) {
    const word = text.getBoundingClientRect();
    const middle = new DOMPoint(word.x + word.width / 2, word.y + word.height / 2);
    return [...text.ownerSVGElement.querySelectorAll('path, rect, polygon, circle, ellipse')].findLast(shape =>
      !shape.closest('defs, clipPath')
      && !isClear(getComputedStyle(shape).fill)
      && shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      && shape.isPointInFill(middle.matrixTransform(shape.getScreenCTM().inverse())));
  }

  function* words() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const word = walker.currentNode, holder = word.parentElement;
      if (word.data.trim() && !holder.closest('title, desc, style') && holder.getClientRects().length)
        yield [word, holder];
    }
  }

  function colours(holder) {
    const text = holder.closest('svg text');
    if (!text) return [getComputedStyle(holder).color, paper(holder)];
    const shape = shapeUnder(text);
    return [getComputedStyle(text).fill, shape ? getComputedStyle(shape).fill : paper(text.ownerSVGElement)];
  }

  function faint() {
    return [...words()]
      .map(([word, holder]) => [word.data.trim(), contrast(...colours(holder))])
      .filter(([, ratio]) => ratio < 4.5)
      .map(([word, ratio]) => `${word}: ${ratio.toFixed(1)}`);
  }

  // From where to where a reader can come: the window, or what scrolls, and never left of where that begins.
  function reach(holder) {
    for (; holder !== document.body; holder = holder.parentElement) {
      const overflow = getComputedStyle(holder).overflowX;
      if (holder instanceof SVGElement || overflow === 'visible') continue;
      const frame = holder.getBoundingClientRect();
      if (overflow === 'hidden' || overflow === 'clip') return [frame.left, frame.right];
      return [frame.left - holder.scrollLeft, frame.left - holder.scrollLeft + holder.scrollWidth];
    }
    return [0, innerWidth];
  }

  function extent(word, holder) {
    if (holder.closest('svg')) return holder.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(word);
    return range.getBoundingClientRect();
  }

  function cut() {
    return [...words()].filter(([word, holder]) => {
      const [left, right] = reach(holder), seen = extent(word, holder);
      return !holder.closest('.skip') && (seen.left < left - 1 || seen.right > right + 1);
    }).map(([word]) => word.data.trim());
  }

  function table(element) {
    const complaints = [], rows = [...element.tBodies].flatMap(body => [...body.rows]);
    if (!element.caption?.textContent.trim()) complaints.push('a table without a caption');
    if (!element.tHead) complaints.push('a table without a head');
    if (new Set([...element.rows].map(row => row.cells.length)).size > 1) complaints.push('rows of unlike length');
    if (rows.some(row => row.cells[0].tagName !== 'TH')) complaints.push('a row without a header');
    for (const cell of element.querySelectorAll('th')) {
      if (!cell.textContent.trim()) complaints.push('an empty header');
      if (cell.scope !== (cell.closest('thead') ? 'col' : 'row')) complaints.push(`scope of ${cell.textContent}`);
    }
    return complaints;
  }

  // A drawing speaks through the element with the role of a picture: itself, or one around it.
  function isSilent(drawing) {
    const picture = drawing.closest('[role=img]');
    const title = picture?.querySelector(':scope > title')?.textContent;
    return !(picture?.ariaLabel?.trim() || title?.trim());
  }

  function silent() {
    return [
      ...[...document.images].filter(image => !image.alt.trim() || image.alt.startsWith('Bild ohne')),
      ...[...document.querySelectorAll('svg')].filter(isSilent),
      ...[...document.querySelectorAll('figure')].filter(figure => !figure.querySelector('figcaption')),
    ].map(element => element.outerHTML.slice(0, 80));
  }

  // The texts of drawings that cover each other, or a shape that they do not lie in as a whole.
  const SHAPES = 'path, rect, polygon, circle, use';
  const meet = (one, other, by) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > by
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > by;
  const within = (word, shape) => word.left >= shape.left && word.right <= shape.right
    && word.top >= shape.top && word.bottom <= shape.bottom;

  function* touchingIn(drawing) {
    const boxes = selector => [...drawing.querySelectorAll(selector)].filter(element =>
      !element.closest('defs, clipPath') && ['fill', 'stroke'].some(of => !isClear(getComputedStyle(element)[of])))
      .map(element => [element, element.getBoundingClientRect()]);
    const texts = boxes('text'), shapes = boxes(SHAPES);
    for (const [place, [text, word]] of texts.entries()) {
      for (const [other, box] of texts.slice(place + 1))
        if (meet(word, box, 0.5)) yield `${text.textContent} / ${other.textContent}`;
      if (shapes.some(([, shape]) => meet(word, shape, -0.5) && !within(word, shape)))
        yield `${text.textContent} / a shape`;
    }
  }
  const drawings = () => [...document.querySelectorAll('svg')].filter(drawing => drawing.getClientRects().length);
  const touching = () => drawings().flatMap(drawing => [...touchingIn(drawing)]);

  const tables = () => [...document.querySelectorAll('table')].flatMap(table);
  const scrolling = () => [...document.querySelectorAll('body *')].filter(element =>
    element.scrollWidth > element.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX));

  // Where the keyboard is, and whether one can see it; every place is kept in `visited`.
  const visited = [];
  function focus() {
    const element = document.activeElement, style = getComputedStyle(element);
    const place = element.getBoundingClientRect();
    visited.push(element);
    return {
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      inSight: place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth,
      isPage: element === document.body,
    };
  }
  const unvisited = () => scrolling().filter(element => !visited.includes(element)).length;

  window.probes = {faint, cut, touching, tables, silent, scrolling, focus, unvisited};
})()
