export { inventoryIn } from './assembly-inventory';
export { type Inventory, inventoryOf, type RecordSet } from './inventory';
