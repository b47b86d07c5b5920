// The goods on sale. Prices are in euro cents; `picture` names a drawing of the frontend.

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly picture: string;
  readonly description: string;
}

export const PRODUCTS: readonly Product[] = [
  ['wool-scarf', 'Wool scarf', 'wear', 3900, 'scarf', 'Long, light and warm. Knitted from undyed merino wool.'],
  ['rain-boots', 'Rain boots', 'wear', 5400, 'boots', 'Natural rubber with a cotton lining, for puddles of any depth.'],
  [
    'canvas-bag',
    'Canvas bag',
    'wear',
    2800,
    'bag',
    'Carries the whole market. Heavy cotton, flat bottom, inside pocket.',
  ],
  ['straw-hat', 'Straw hat', 'wear', 3200, 'hat', 'Wide brim, woven by hand, with a band that can be changed.'],
  ['stone-mug', 'Stoneware mug', 'home', 1900, 'mug', 'Holds 300 ml, fits the hand, keeps tea warm for a chapter.'],
  ['desk-lamp', 'Desk lamp', 'home', 7900, 'lamp', 'A warm light on a long arm. It stays where you put it.'],
  ['oak-clock', 'Oak clock', 'home', 6800, 'clock', 'Tells the time without a tick. Solid oak, 24 cm.'],
  ['fern-pot', 'Fern in a pot', 'home', 2400, 'plant', 'Likes shade and a little water. Comes with its clay pot.'],
  ['enamel-kettle', 'Enamel kettle', 'kitchen', 4600, 'kettle', 'One and a half litres, for every kind of stove.'],
  ['chef-knife', "Cook's knife", 'kitchen', 8900, 'knife', 'Carbon steel, 20 cm, walnut handle. Sharpens in a minute.'],
  ['field-notes', 'Notebook', 'desk', 1200, 'notebook', 'Ninety-six dotted pages that lie flat when open.'],
  ['fountain-pen', 'Fountain pen', 'desk', 4200, 'pen', 'A steel nib that forgives, and a converter for any ink.'],
].map(
  ([id, name, category, price, picture, description]) =>
    ({ id, name, category, price, picture, description }) as Product,
);

/** Review texts; each product gets some of them. */
export const REVIEWS: readonly (readonly [stars: number, body: string])[] = [
  [5, 'Better than in the picture. I ordered a second one.'],
  [4, 'Good quality, delivery took a day longer than promised.'],
  [5, 'A present for my sister, and she loves it.'],
  [3, 'Fine, but the colour is darker than I thought.'],
  [4, 'Does what it should. Packed without any plastic.'],
  [2, 'Arrived with a scratch; the exchange was quick though.'],
  [5, 'Have used it every day for a year.'],
];
