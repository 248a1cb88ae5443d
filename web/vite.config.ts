import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The first load carries `react` and `antd`; `flow` and `echarts` come with the screens that draw. */
const groups = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack|use-sync-external-store|react-i18next|i18next)\// },
  { name: 'flow', test: /node_modules\/(@xyflow|d3-|@dagrejs|classcat|zustand)/ },
  { name: 'echarts', test: /node_modules\/(echarts|zrender)/ },
  { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|rc-|dayjs)/ },
]

export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/static/app/' : '/',
  plugins: [react()],
  build: {
    outDir: '../mingjing/site/static/app',
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: { '/api': process.env['MINGJING_SERVER'] ?? 'http://127.0.0.1:8000' } },
  test: { include: ['tests/**/*.test.ts'] },
}))
