// The site's navigation: the groups and pages of docs/README.md, in its order.
import { readFileSync } from 'node:fs';

const GROUP = /^(.*):$/;
const ENTRY = /^- \[(.*?)\]\((.*?)\)/;

/** What the site has beside the pages of the repository. */
const GENERATED = {
    text: 'From the code',
    items: [
        { text: 'Manual pages', link: '/man/' },
        { text: 'Java API', link: '/api/index.html', target: '_self' },
        { text: 'Examples', link: '/examples/' },
    ],
};

export function sidebar(index) {
    const groups = [];
    for (const line of readFileSync(index, 'utf8').split('\n')) {
        const [, group] = GROUP.exec(line) ?? [];
        const [, text, page] = ENTRY.exec(line) ?? [];
        if (group) {
            groups.push({ text: group, items: [] });
        } else if (page) {
            groups.at(-1).items.push({ text, link: new URL(page, 'file:///docs/').pathname.replace(/\.md$/, '') });
        }
    }
    return [...groups, GENERATED];
}
