import { find } from '../shared/dom';
import { connectLinks } from '../shared/links';
import { listen, openPage } from '../shared/page';
import { afterPaint } from '../shared/paint';
import { reveal } from '../shared/reveal';

const main = find('main');
if (main !== null) {
  const page = openPage();
  connectLinks(page, main);
  listen(page, (message) => {
    if (message.type === 'reveal') reveal(message.anchor);
  });
  void afterPaint().then(() => {
    page.post({ type: 'painted', what: 'text' });
  });
}
