// Makes links and anchors of the repository's pages lead to the same places on the site.
import { posix } from 'node:path';

/** Files that the site has under another name than the repository. */
const RENAMED = { 'docs/README.md': 'docs/index.md', LICENSE: 'LICENSE.txt' };

/** The anchor of a heading, as code hosts form it. */
export function anchor(heading) {
    return heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
}

/** The page of the site on which a file of the repository is shown, from the page that links to it. */
function target(href, page) {
    const [path, hash] = href.split('#');
    const file = posix.join(posix.dirname(page), path);
    const [, folder, name] = /^(examples(?:\/(?:ci|scale-out))?)\/?([^/]*)$/.exec(file) ?? [];
    if (folder && name !== 'index.md') {
        return relative(page, `${folder}/index.md`) + (name ? '#' + anchor(name) : '');
    }
    return relative(page, RENAMED[file] ?? file) + (hash ? '#' + hash : '');
}

function relative(page, file) {
    return posix.relative(posix.dirname(page), file);
}

/** A plugin of markdown-it. */
export function repositoryLinks(markdown) {
    markdown.core.ruler.push('repository-links', state => {
        for (const token of state.tokens.flatMap(block => block.children ?? [])) {
            const href = token.type === 'link_open' ? token.attrGet('href') : null;
            if (href && !/^(#|\/|[a-z]+:)/.test(href)) {
                token.attrSet('href', target(href, state.env.relativePath));
            }
        }
    });
}
