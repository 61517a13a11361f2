// Writes the pages of the site that the repository does not have as Markdown: the beginning, the examples, the manual pages.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const [source, manuals] = process.argv.slice(2);

/** Writes a page, and the folder that it is in. */
function write(page, ...parts) {
    mkdirSync(join(source, page, '..'), { recursive: true });
    writeFileSync(join(source, page), parts.join('\n\n') + '\n');
}

function files(folder) {
    return readdirSync(folder).filter(name => statSync(join(folder, name)).isFile()).sort();
}

// The beginning

/** The plan of the quick start, as the README has it. */
function quickStart() {
    return /<!-- begin quickstart -->\n(.*?)<!-- end quickstart -->/s.exec(readFileSync('README.md', 'utf8'))[1];
}

write('index.md', readFileSync('src/site/index.md', 'utf8').replace('<!-- quickstart -->', quickStart));

// The examples

const LANGUAGES = { '.yaml': 'yaml', '.yml': 'yaml', '.sh': 'sh', '.csv': 'csv', '.json': 'json' };

function example(folder, name) {
    const text = readFileSync(join(folder, name), 'utf8').trimEnd();
    return `## ${name}\n\n\`\`\`\`${LANGUAGES[extname(name)]}\n${text}\n\`\`\`\``;
}

function examples(folder, title, text) {
    write(`${folder}/index.md`, `# ${title}`, text, ...files(folder).map(name => example(folder, name)));
    files(folder).forEach(name => cpSync(join(folder, name), join(source, 'public', folder, name)));
}

examples('examples', 'Examples',
    'The files of `examples`: for each operation a small recipe, and whole jobs. They work on the images of `examples/images`.');
examples('examples/ci', 'Examples for continuous integration', 'They are described in [Continuous integration](../../docs/ci.md).');
examples('examples/scale-out', 'Examples for many machines', 'They are described in [Many machines](../../docs/scale-out.md).');

// The manual pages

/** What mandoc makes of a manual page, with its headings in Markdown, so that they are found and linked like those of other pages. */
function manual(file) {
    const html = execFileSync('mandoc', ['-T', 'html', '-O', 'fragment', join(manuals, file)], { encoding: 'utf8' });
    const text = html.slice(html.indexOf('<div class="manual-text">') + 25, html.lastIndexOf('<table class="foot">'));
    return text
        .slice(0, text.lastIndexOf('</div>'))
        .replace(/<\/?section[^>]*>\n/g, '')
        .replace(/<a class="permalink"[^>]*>(.*?)<\/a>/gs, '$1')
        .replace(/<dt id="[^"]*">/g, '<dt>')
        .replace(/<br\/>\n/g, '')
        // Vue takes a line end between elements for no space.
        .replace(/(<\/[bi]>)\s+(<[bi]>)/g, '$1 $2')
        // So that the keyboard scrolls it.
        .replace(/<pre>/g, '<pre tabindex="0">')
        .replace(/\{\{/g, '&#123;&#123;')
        // A blank line would end the block of HTML.
        .replace(/\n(?=\n)/g, '\n<!-- -->')
        .replace(/<b>(cowhand[-a-z]*)<\/b>\(([15])\)/g, (all, name, section) => link(name, section) ?? all)
        .replace(/<h1[^>]*>(.*?)<\/h1>/gs, (all, title) => `\n\n## ${words(title)}\n\n`)
        .replace(/<h2[^>]*>(.*?)<\/h2>/gs, (all, title) => `\n\n### ${words(title)}\n\n`);
}

/** A heading on one line, and not in capitals. */
function words(title) {
    const plain = title.replace(/\s+/g, ' ').trim();
    return plain === plain.toUpperCase() ? plain[0] + plain.slice(1).toLowerCase() : plain;
}

function link(name, section) {
    return files(manuals).includes(`${name}.${section}`) ? `<a href="./${name}.${section}.html">${name}(${section})</a>` : null;
}

function summary(file) {
    return /- (.*)/.exec(readFileSync(join(manuals, file), 'utf8').replaceAll('\\', ''))[1];
}

write('man/index.md', '# Manual pages', 'These are the pages that `man` shows; `mvn -Pman package` makes them.',
    files(manuals).map(file => `- [${file.replace(/\.(.)$/, '($1)')}](${file}.md): ${summary(file)}`).join('\n'));
files(manuals).forEach(file => write(`man/${file}.md`, `# ${file.replace(/\.(.)$/, '($1)')}`, manual(file)));
