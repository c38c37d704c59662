// Finds style that does not mirror in right-to-left languages.
const PHYSICAL =
  /(?:^|[\s;{])((?:margin|padding|border)-(?:left|right)[\w-]*|(?:left|right)\s*(?=:)|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right))/g;
const PROPS =
  /\s((?:ml|mr|pl|pr|left|right|marginLeft|marginRight|paddingLeft|paddingRight|borderLeft|borderRight)(?==|\s*:\s))/g;

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
}

export function physicalIn(path, text) {
  const source = withoutComments(text);
  const pattern = path.endsWith('.css') ? PHYSICAL : PROPS;
  return [...source.matchAll(pattern)].map((found) => {
    const line = source.slice(0, found.index + found[0].length).split('\n').length;
    return `${path}:${line}: ${found[1].trim()} does not mirror; use its logical form (inline-start, inline-end)`;
  });
}
