export interface Station {
  readonly id: string;
  readonly name: string;
  readonly language: string;
}

export const stations: readonly Station[] = [
  { id: 'stm', name: 'Saint-Malo', language: 'fr' },
  { id: 'ngs', name: '長崎', language: 'ja' },
  { id: 'pir', name: 'Πειραιάς', language: 'el' },
  { id: 'bst', name: 'Bristol', language: 'en' },
];
