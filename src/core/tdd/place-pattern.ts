/** What of a place may stand at a position of a path: a text as it is, a name without "/", folders with their "/" or none, or anything. */
type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'name' | 'folders' | 'any' };

/**
 * Says of paths whether one is what a place (as in `filledPlace`) stands for, whatever source it is filled with. Places stand in
 * configurations of repositories, so a path is walked through once for each piece and nothing is tried twice: no place is slow.
 */
export function placePattern(place: string): (path: string) => boolean {
  const pieces = piecesOf(place);
  return (path) => pieces.reduce((ends, piece) => reached[piece.kind](path, ends, 'text' in piece ? piece.text : ''), startOf(path)).at(-1) === true;
}

/** Folders may be empty, and then go with their "/". */
function piecesOf(place: string): readonly Piece[] {
  return place.split(/(\{\w+\}\/?)/).flatMap((part): Piece[] => {
    const [, word, slash = ''] = /^\{(\w+)\}(\/?)$/.exec(part) ?? [];
    if (word === undefined) return part === '' ? [] : [{ kind: 'text', text: part }];
    if (word === 'name' || word === 'ext') return [{ kind: 'name' }, ...(slash === '' ? [] : [{ kind: 'text' as const, text: slash }])];
    return [{ kind: slash === '' ? 'any' : 'folders' }];
  });
}

/** For each position in a path (the last is its end) whether the pieces so far may end there. */
type Ends = readonly boolean[];

function startOf(path: string): Ends {
  return Array.from({ length: path.length + 1 }, (_, at) => at === 0);
}

/** Where a piece may end that begins where the ones before it ended. */
const reached: Readonly<Record<Piece['kind'], (path: string, ends: Ends, text: string) => Ends>> = {
  text: (path, ends, text) => ends.map((_, at) => ends[at - text.length] === true && path.startsWith(text, at - text.length)),
  name: (path, ends) => {
    let isOpen = false;
    return ends.map((_, at) => (isOpen = at > 0 && path[at - 1] !== '/' && (isOpen || ends[at - 1] === true)));
  },
  any: (_, ends) => {
    let isOpen = false;
    return ends.map((end) => (isOpen ||= end));
  },
  folders: (path, ends) => {
    let isOpen = false;
    return ends.map((end, at) => {
      isOpen ||= ends[at - 1] === true;
      return end || (isOpen && path[at - 1] === '/');
    });
  },
};
