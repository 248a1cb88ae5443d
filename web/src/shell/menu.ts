/** The entries of the main menu in order, with the key that follows `g`. */
export const MENUS = ['workbench', 'alerts', 'clues', 'cases', 'papers', 'labelling', 'scenarios', 'calculators', 'runs', 'data', 'audit'] as const
export type Menu = (typeof MENUS)[number]
export const GO_KEYS: Record<string, Menu> = { h: 'workbench', w: 'alerts', c: 'clues', a: 'cases', p: 'papers', s: 'scenarios', l: 'calculators', r: 'runs', d: 'data' }
