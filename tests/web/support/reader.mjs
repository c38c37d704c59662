// Someone who reads the pages in one language and uses what he sees.
import { assertAccessible, assertFits, settled } from './browser.mjs';
import { word } from './words.mjs';

export const PASSWORD = 'a made-up sentence for tests';

export class Reader {
  constructor(page, language, origin) {
    this.page = page;
    this.language = language;
    this.origin = origin;
  }

  word(key, values) {
    return word(this.language, key, values);
  }

  button(key, within = this.page) {
    return within.getByRole('button', { name: this.word(key), exact: true });
  }

  field(key, within = this.page) {
    return within.getByRole('textbox', { name: this.word(key) });
  }

  get box() {
    return this.field('check.box');
  }

  get main() {
    return this.page.locator('main');
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  sees(key, values) {
    return this.page.getByText(this.word(key, values)).first().waitFor();
  }

  async open(path) {
    await this.page.goto(this.origin + path);
    await settled(this.page);
  }

  // The page is as it should be for everyone: axe finds nothing serious and nothing is too wide.
  async inspect(where) {
    await settled(this.page);
    await assertAccessible(this.page, `${where} (${this.language})`);
    await assertFits(this.page, `${where} (${this.language})`);
  }

  async signIn(name, password = PASSWORD) {
    await this.field('session.name').fill(name);
    await this.page.locator('input[type=password]').fill(password);
    await this.button('session.sign_in').click();
  }

  async typeNewPassword(password) {
    const fields = this.page.locator('input[autocomplete=new-password]');
    await fields.nth(0).fill(password);
    await fields.nth(1).fill(password);
  }

  async ask(text) {
    await this.box.fill(text);
    const answered = this.page.waitForResponse(
      (response) => response.url().endsWith('/api/v1/checks') && response.request().method() === 'POST',
    );
    await this.box.press('Enter');
    const answer = await (await answered).json();
    await this.page.waitForURL(`**/check/${answer.id}`);
    await settled(this.page);
    return answer;
  }

  async importList(content, fileName = 'made_up.ftm.ndjson') {
    await this.dialog
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: fileName,
        mimeType: 'application/x-ndjson',
        buffer: Buffer.from(content),
      });
  }
}
