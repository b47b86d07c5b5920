// What importing an image gives under test: an address, as in the bundle.
const address = 'image.svg';
export default address;
