// Mends what keeps people out of VitePress's search: a dialog that calls itself a button, a list of links that calls itself a list box,
// whose options then must not hold links, and keys with names that no part of a text may have.

const MENDED = [
    [/role="button"\s+:aria-owns="[^"]*"\s+aria-expanded="true"\s+aria-haspopup="listbox"/, 'role="dialog" aria-modal="true"'],
    [/:aria-activedescendant="[^"]*"\s+aria-autocomplete="both"\s+:aria-controls="[^"]*"/, ''],
    [/:role="[^"]*'listbox'[^"]*"\s+:aria-labelledby="[^"]*"/, ''],
    [/:aria-selected="[^"]*"\s+role="option"/, ''],
    [/<kbd(?= :aria-label)/g, '<kbd role="img"'],
];

/** A plugin of Vite. */
export const accessibleSearch = {
    name: 'accessible-search',
    enforce: 'pre',
    transform(code, id) {
        return id.endsWith('/VPLocalSearchBox.vue') ? MENDED.reduce(mend, code) : undefined;
    },
};

function mend(code, [wrong, right]) {
    if (code.search(wrong) < 0) {
        throw new Error(`VitePress's search has changed: there is no ${wrong}`);
    }
    return code.replace(wrong, right);
}
