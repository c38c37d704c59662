import { DirectionProvider, MantineProvider, Portal, useDirection } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

import { directionOf } from '@/i18n/languages';
import { useLanguage } from '@/i18n/use_language';
import { cssVariables, theme } from './theme';

// Where dialogs and menus are drawn: inside what is hidden while nobody is signed in.
export const PORTAL_ID = 'portals';

const themeWithPortal = {
  ...theme,
  components: { Portal: Portal.extend({ defaultProps: { target: `#${PORTAL_ID}`, reuseTargetNode: false } }) },
};

export function KitProvider({ children }: { children: ReactNode }) {
  return (
    <DirectionProvider initialDirection={directionOf(useLanguage())} detectDirection={false}>
      <MantineProvider theme={themeWithPortal} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <FollowLanguage />
        {children}
      </MantineProvider>
    </DirectionProvider>
  );
}

function FollowLanguage() {
  const direction = directionOf(useLanguage());
  const { dir, setDirection } = useDirection();
  useEffect(() => {
    if (dir !== direction) setDirection(direction);
  }, [dir, direction, setDirection]);
  return null;
}
