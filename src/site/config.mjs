import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { accessibleSearch } from './accessible.mjs';
import { anchor, repositoryLinks } from './links.mjs';
import { sidebar } from './navigation.mjs';

const INDEX = fileURLToPath(new URL('../docs/README.md', import.meta.url));
const BASE = process.env.BASE ?? '/';

export default defineConfig({
    title: 'Cowhand',
    description: 'Edits the headers of qcow2 disk images, many at a time, from a recipe kept in version control.',
    lang: 'en',
    base: BASE,
    outDir: '../html',
    cacheDir: '../cache',
    // Pages come into the search's index one after the other, so that every build has the same.
    buildConcurrency: 1,
    // Code hosts show docs/README.md as the page of its directory.
    rewrites: { 'docs/README.md': 'docs/index.md' },
    markdown: {
        anchor: { slugify: anchor },
        config: repositoryLinks,
        theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    },
    head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${BASE}icon.svg` }]],
    vite: { plugins: [accessibleSearch] },
    themeConfig: {
        nav: [
            { text: 'Tutorial', link: '/docs/tutorial' },
            { text: 'How to', link: '/docs/how-to' },
            { text: 'Manual', link: '/docs/' },
            { text: 'Safety', link: '/docs/safety' },
        ],
        sidebar: sidebar(INDEX),
        outline: [2, 3],
        search: {
            provider: 'local',
            options: {
                // The manual before the manual pages and the examples, which say the same.
                miniSearch: { searchOptions: { boostDocument: id => (id.includes('/docs/') ? 2 : 1) } },
            },
        },
        footer: { message: 'Apache License 2.0' },
    },
});
