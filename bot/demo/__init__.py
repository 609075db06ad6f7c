"""A demonstration: four months of a business's complaints, played through the product's own use cases."""
