import type { ThemeConfig } from 'antd'
import kinds from './kinds.json'

export const FONTS = '"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif'

/** Contrast-checked colours (WCAG AA); `large` is the 大字 mode. */
export const theme = (large: boolean): ThemeConfig => ({
  cssVar: { key: 'mj' },
  token: {
    colorPrimary: '#1d4f91',
    colorInfo: '#1d4f91',
    colorInfoBg: '#e8f0fa',
    colorLink: '#1d4f91',
    colorSuccess: '#2e7d32',
    colorSuccessBg: '#e8f5e9',
    colorError: '#b42318',
    colorErrorBg: '#fdecea',
    colorWarning: '#b25e02',
    colorWarningBg: '#fff4e5',
    colorTextSecondary: '#5b6472',
    colorTextDescription: '#5b6472',
    colorTextTertiary: '#5b6472',
    colorTextQuaternary: '#5f6875',
    colorTextPlaceholder: '#5f6875',
    colorBgLayout: '#f3f5f8',
    borderRadius: 6,
    fontSize: large ? 16 : 14,
    fontFamily: FONTS,
  },
})

/** Colour of what a graph node gives, by the server's word for it; the word always stands beside the colour. */
export const kindColour = (kind: string): string => (kinds as Record<string, string>)[kind] ?? '#455a64'
