import { useEffect, useRef, useState, type ReactNode } from 'react';

import { Hidden } from './layout';
import styles from './table.module.css';

export interface Column<Item> {
  key: string;
  title: string;
  cell: (item: Item) => ReactNode;
  // A figure stands at the end of its column.
  figure?: boolean;
  // The column that names the row; on a phone it leads the row's sheet.
  head?: boolean;
  // The title is said to screen readers, not shown.
  untitled?: boolean;
}

interface TableProps<Item> {
  label: string;
  columns: Column<Item>[];
  items: Item[];
  keyOf: (item: Item) => string | number;
  dense?: boolean;
}

// A table of one line a row. The roles are written out because the narrow layout takes the table's own away.
export function Table<Item>({ label, columns, items, keyOf, dense = false }: TableProps<Item>) {
  const { frame, scrolls } = useScrolls();
  return (
    <div className={styles.frame} ref={frame} {...(scrolls && { role: 'group', tabIndex: 0, 'aria-label': label })}>
      <table className={styles.table} data-dense={dense} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} scope="col" role="columnheader" data-figure={column.figure}>
                {column.untitled ? <Hidden>{column.title}</Hidden> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {items.map((item) => (
            <tr key={keyOf(item)} role="row">
              {columns.map((column) => (
                <Cell key={column.key} column={column} content={column.cell(item)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// Whether the table is wider than its place: who goes by keyboard then comes to it and moves it with the arrows.
function useScrolls() {
  const frame = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const box = frame.current;
    if (!box?.firstElementChild) return undefined;
    const watcher = new ResizeObserver(() => setScrolls(box.scrollWidth > box.clientWidth));
    watcher.observe(box);
    watcher.observe(box.firstElementChild);
    return () => watcher.disconnect();
  }, []);
  return { frame, scrolls };
}

function Cell<Item>({ column, content }: { column: Column<Item>; content: ReactNode }) {
  return (
    <td
      role="cell"
      data-figure={column.figure}
      data-head={column.head}
      data-label={column.untitled ? '' : column.title}
      data-empty={content === '' || content === null || content === false}
    >
      {content}
    </td>
  );
}
