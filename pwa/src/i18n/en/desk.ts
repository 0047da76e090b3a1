/** Words of pages that only HQ opens; a phone never downloads them. */
import afterDelivery from './desk/afterDelivery'
import analytics from './desk/analytics'
import assortment from './desk/assortment'
import catalogue from './desk/catalogue'
import checklists from './desk/checklists'
import devices from './desk/devices'
import doors from './desk/doors'
import fileImports from './desk/fileImports'
import forms from './desk/forms'
import imports from './desk/imports'
import issueDesk from './desk/issueDesk'
import orderDesk from './desk/orderDesk'
import orderRules from './desk/orderRules'
import peopleDesk from './desk/peopleDesk'
import productImports from './desk/productImports'
import settings from './desk/settings'
import stores from './desk/stores'
import usageImports from './desk/usageImports'
import ways from './desk/ways'
import workloadDesk from './desk/workloadDesk'
import writing from './desk/writing'

export default {
  afterDelivery,
  analytics,
  assortment,
  catalogue,
  checklists,
  devices,
  doors,
  fileImports,
  forms,
  imports,
  issueDesk,
  orderDesk,
  orderRules,
  peopleDesk,
  productImports,
  settings,
  stores,
  usageImports,
  ways,
  workloadDesk,
  writing,
}
