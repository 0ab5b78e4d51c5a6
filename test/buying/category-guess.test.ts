import { join } from 'node:path';
import { readCategories } from '../../adapters/content/categories';
import { registerReader } from '../../src/buying/register-file';

const categories = readCategories(join(__dirname, '../../content/categories.yaml'));
const guess = (title: string, cpv = '', description = '', supplier = 'Acme'): string | undefined => {
  const reader = registerReader(['ContractTitle', 'EndDate', 'CPVCode', 'Description', 'SupplierName'], categories, '2026-11', () => 'id');
  reader.add([title, '31/03/2028', cpv, description, supplier], 2);
  return reader.contracts[0]?.category;
};

describe('The category of a line in a register', () => {
  test.each([
    ['Planning System', 'planning'],
    ['Planning, Building Control & Land Charges system', 'planning'],
    ['Replacement planning back office', 'planning'],
    ['Software for planning', 'planning'],
    ['Planning SaaS', 'planning'],
    ['Revenues & Benefits System', 'revenues-benefits'],
    ['Integrated Housing Management System', 'housing'],
    ['Housing repairs contractor (north)', 'housing'],
    ['Choice Based Lettings software', 'homelessness'],
    ['Adult Social Care Case Management System', 'adult-social-care'],
    ['Children’s Social Care Case Management', 'children-social-care'],
    ['School admissions module', 'education'],
    ['SEND system', 'education'],
    ['Electoral Management System', 'electoral'],
    ['Births, deaths and marriages registration', 'registrars'],
    ['Licensing system', 'licensing'],
    ['Environmental Health and Licensing software', 'environmental-health'],
    ['Refuse and recycling collection', 'waste'],
    ['In-cab technology for refuse crews', 'waste'],
    ['Highways Asset Management System', 'highways'],
    ['Street lighting maintenance', 'highways'],
    ['Parking permits and PCN processing', 'parking'],
    ['Home to School Transport, route 23', 'transport'],
    ['Library Management System', 'libraries'],
    ['Local land charges data', 'land-charges'],
    ['GIS licences', 'address-gis'],
    ['CRM licences', 'crm'],
    ['Contact Centre platform', 'telephony'],
    ['Corporate telephony', 'telephony'],
    ['Website content management system', 'website'],
    ['Intranet', 'website'],
    ['Online payments portal', 'payments'],
    ['Finance system', 'finance'],
    ['HR & Payroll System', 'hr-payroll'],
    ['Document management system (EDRMS)', 'records'],
    ['Committee Management System', 'democratic'],
    ['FOI case management', 'foi'],
    ['Debt Recovery services', 'fraud'],
    ['Data warehouse', 'data'],
    ['Laptops 2027', 'devices'],
    ['Mobile phones', 'devices'],
    ['Cyber Security monitoring', 'security'],
    ['Telecare alarms', 'assistive'],
    ['Technology Enabled Care', 'assistive'],
    ['SEND home to school transport', 'transport'],
    ['Libraries management system', 'libraries'],
    ['Address management software', 'address-gis'],
    ['PLANNING SYSTEM', 'planning'],
    ['Roads and highways resurfacing', 'highways'],
  ])('“%s” is %s', (title, category) => expect(guess(title)).toBe(category));

  test.each([
    'Fire alarms maintenance',
    'Fire alarms systems and emergency lighting',
    'Alarms system servicing',
    'Print and send letters',
    'Send letters to schools',
    'Post room and franking machines',
    'Care home placements',
    'Emergency planning exercise',
    'Financial planning software',
    'Workforce planning system',
    'Security guarding of council buildings',
    'Security system maintenance',
    'Door access system',
    'Microsoft licensing',
    'Cleaning of data centre',
    'Council tax bill printing and posting',
    'Food safety training',
    'Pension fund asset management',
    'Sprinkler systems in schools',
    'Grounds maintenance, cemeteries',
    'Library refurbishment',
    'Catering for events',
    'Legal advice on housing',
    'Advertising of planning applications',
    'Transcription of court hearings',
    'Insurance',
    'Education psychology in schools',
    'Data centre fire suppression',
    'Door alarms and security',
    'Strategic planning system',
    'Access control system',
    'Housing: gas servicing',
    'SEND LETTERS SYSTEM',
    'Clinical waste collection',
    'Leadership development management training',
    'Hardware for kitchen doors',
    'Data protection officer',
    'Network Rail possession',
    'Road sweeper hire',
    'Cloud Nine theatre tickets',
    'Agency staff',
    'Forms of tender',
    'Something else',
  ])('“%s” is left to an officer', (title) => expect(guess(title)).toBe('other'));

  test.each([
    ['Kerbside services', '90511000', 'waste'],
    ['Modern.gov', '48311000-1', 'records'],
    ['New laptops and a data warehouse', '30213100', 'devices'],
    ['Council tax bills', '79810000', 'other'],
    ['Data centre floor', '45432100', 'other'],
    ['Payroll bureau', '79000000', 'hr-payroll'],
    ['Accounting software', '48444000', 'other'],
    ['Defibrillators', '33100000', 'other'],
    ['Finance ledger system', '48444000', 'finance'],
    ['Planning system', '48000000', 'planning'],
    ['Planning system', '71410000', 'other'],
  ])('“%s” with the code %s is %s', (title, cpv, category) => expect(guess(title, cpv)).toBe(category));

  test('is read from the description only where that is about software, and names one', () => {
    expect(guess('Uniform annual renewal', '', 'Back office software for building control')).toBe('planning');
    expect(guess('Uniform annual renewal', '', 'Software for building control and land charges')).toBe('other');
    expect(guess('Fire extinguishers', '', 'Servicing in leisure centres and libraries')).toBe('other');
    expect(guess('Print and post', '', 'Letters we send of council tax, from our software')).toBe('other');
  });

  test('is read where the supplier’s name stands before what it is', () => {
    expect(guess('Idox planning system', '', '', 'Idox Software Ltd')).toBe('planning');
    expect(guess('Idox planning system', '', '', 'Acme')).toBe('other');
  });

  test('is one of ours for every category that has a system of its name', () => {
    const missed = categories.filter(({ id, name }) => id !== 'other' && guess(`${name} system`) === 'other');
    expect(missed.map(({ id }) => id)).toEqual([]);
  });
});
