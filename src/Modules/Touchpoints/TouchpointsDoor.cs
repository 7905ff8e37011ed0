namespace SocialCommerce.Touchpoints;

/// <summary>The way from a batch to the Touchpoints module's statements.</summary>
public static class TouchpointsDoor
{
    extension(SqlBatch batch)
    {
        /// <summary>The statements of the Touchpoints module.</summary>
        public TouchpointsBatch Touchpoints => new(batch);
    }
}
