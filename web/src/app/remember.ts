// What the browser keeps between visits: choices of how to work, never what was asked about.
type Choice = 'language' | 'digits' | 'purpose' | 'shortcuts' | 'new_hits_seen' | 'place';

export function remembered(choice: Choice): string | null {
  try {
    return localStorage.getItem(`maktab.${choice}`);
  } catch {
    return null; // Storage may be refused by the browser's settings.
  }
}

export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`maktab.${choice}`, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
