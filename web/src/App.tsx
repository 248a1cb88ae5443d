import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as Messages, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { lazy, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router'
import { Refusal } from './api/client'
import { useSession } from './api/queries'
import { Failure, Loading, Nothing, Refused } from './parts/states'
import { Login } from './screens/Login'
import type { Menu } from './shell/menu'
import { useLarge } from './shell/preferences'
import { PersonProvider, useMe } from './shell/session'
import { Shell } from './shell/Shell'
import { nonce } from './nonce'
import { theme } from './theme'

const Workbench = lazy(() => import('./screens/Workbench'))
const Scenarios = lazy(() => import('./screens/Scenarios'))
const Scenario = lazy(() => import('./screens/Scenario'))
const Clues = lazy(() => import('./screens/Clues'))
const Cases = lazy(() => import('./screens/Cases'))
const Case = lazy(() => import('./screens/Case'))
const Elements = lazy(() => import('./screens/Elements'))
const Papers = lazy(() => import('./screens/Papers'))
const Check = lazy(() => import('./screens/Check'))
const Labelling = lazy(() => import('./screens/Labelling'))
const LabelSet = lazy(() => import('./screens/LabelSet'))
const Label = lazy(() => import('./screens/Label'))
const Alerts = lazy(() => import('./screens/Alerts'))
const Calculators = lazy(() => import('./screens/Calculators'))
const Runs = lazy(() => import('./screens/Runs'))
const Data = lazy(() => import('./screens/Data'))
const Audit = lazy(() => import('./screens/Audit'))
const Run = lazy(() => import('./screens/Run'))


/** A cache that asks who is there again as soon as the server says that nobody is. */
function newCache(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof Refusal && error.status === 401) void client.invalidateQueries({ queryKey: ['session'] })
      },
    }),
    defaultOptions: { queries: { retry: (times, error) => times < 2 && !(error instanceof Refusal && error.status >= 400) } },
  })
  return client
}

export function App() {
  const { i18n } = useTranslation()
  const [large] = useLarge()
  const client = useMemo(newCache, [])
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? enUS : zhCN}
      theme={theme(large)}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      <Messages notification={{ top: 56 }}>
        <QueryClientProvider client={client}>
          <BrowserRouter>
            <Doors />
          </BrowserRouter>
        </QueryClientProvider>
      </Messages>
    </ConfigProvider>
  )
}

/** The login for those who are not in, the screens for those who are. */
function Doors() {
  const session = useSession()
  const { pathname, search } = useLocation()
  if (session.data === undefined) {
    return session.error ? <Failure error={session.error} retry={() => void session.refetch()} /> : <Loading />
  }
  const { me } = session.data
  if (!me) return pathname === '/login' ? <Login /> : <Navigate to="/login" replace state={{ from: pathname + search }} />
  return (
    <PersonProvider value={me}>
      <Screens />
    </PersonProvider>
  )
}

function Screens() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route path="/workbench" element={<For menu="workbench"><Workbench /></For>} />
        <Route path="/scenarios" element={<For menu="scenarios"><Scenarios /></For>} />
        <Route path="/scenarios/:name" element={<For menu="scenarios"><Scenario /></For>} />
        <Route path="/clues" element={<For menu="clues"><Clues /></For>} />
        <Route path="/clues/:id" element={<For menu="clues"><Clues /></For>} />
        <Route path="/cases" element={<For menu="cases"><Cases /></For>} />
        <Route path="/cases/:id" element={<For menu="cases"><Case /></For>} />
        <Route path="/cases/:id/elements/:guide" element={<For menu="cases"><Elements /></For>} />
        <Route path="/papers" element={<For menu="papers"><Papers /></For>} />
        <Route path="/papers/:key" element={<For menu="papers"><Check /></For>} />
        <Route path="/labelling" element={<For menu="labelling"><Labelling /></For>} />
        <Route path="/labelling/:set" element={<For menu="labelling"><LabelSet /></For>} />
        <Route path="/labelling/:set/:key" element={<For menu="labelling"><Label /></For>} />
        <Route path="/alerts" element={<For menu="alerts"><Alerts /></For>} />
        <Route path="/calculators" element={<For menu="calculators"><Calculators /></For>} />
        <Route path="/calculators/:name" element={<For menu="calculators"><Calculators /></For>} />
        <Route path="/runs" element={<For menu="runs"><Runs /></For>} />
        <Route path="/runs/:id" element={<For menu="runs"><Run /></For>} />
        <Route path="/data" element={<For menu="data"><Data /></For>} />
        <Route path="/audit" element={<For menu="audit"><Audit /></For>} />
        <Route path="/login" element={<AfterLogin />} />
        <Route path="/" element={<Navigate to="/workbench" replace />} />
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  )
}

function AfterLogin() {
  const state = useLocation().state as { from?: string } | null
  return <Navigate to={state?.from ?? '/workbench'} replace />
}

/** A screen for the roles whose menu holds it; others read which role is needed. */
function For({ menu, children }: { menu: Menu; children: ReactNode }) {
  const { t } = useTranslation()
  const me = useMe()
  if (me.menus.includes(menu)) return children
  return <Refused detail={t('state.refused.menu', { menu: t(`menu.${menu}`), role: me.role_label, roles: t(`roles.${menu}`) })} />
}

function NoSuchPage() {
  const { t } = useTranslation()
  return (
    <div className="pad">
      <h1 className="h1">{t('state.nowhere')}</h1>
      <Nothing text={t('state.missing.text')} />
    </div>
  )
}
