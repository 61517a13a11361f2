// Corrects the roles in VitePress's search that assistive technology cannot use: a dialog with the role of a button, links inside the
// options of a list box, and labels on elements whose role allows none.

const CORRECTIONS = [
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
        return id.endsWith('/VPLocalSearchBox.vue') ? CORRECTIONS.reduce(correct, code) : undefined;
    },
};

function correct(code, [wrong, right]) {
    if (code.search(wrong) < 0) {
        throw new Error(`VitePress's search has changed: there is no ${wrong}`);
    }
    return code.replace(wrong, right);
}
