/** One high or low water. Height in metres above chart datum. */
export interface Tide {
  readonly station: string;
  readonly at: Date;
  readonly height: number;
  readonly kind: 'high' | 'low';
}

/** The first high water after a moment that reaches a height; undefined when the table ends before. */
export function nextHighWater(table: readonly Tide[], after: Date, atLeast = 0): Tide | undefined {
  return table.find((tide) => tide.kind === 'high' && tide.at > after && tide.height >= atLeast);
}

/** What makes a tide that tide, whatever is forecast about its height later. */
export function tideKey(tide: Tide): string {
  return `${tide.station}/${tide.at.toISOString().slice(0, 16)}`;
}
