namespace SocialCommerce.Ladder;

/// <summary>The way from a batch to the Ladder module's statements.</summary>
public static class LadderDoor
{
    extension(SqlBatch batch)
    {
        /// <summary>The statements of the Ladder module.</summary>
        public LadderBatch Ladder => new(batch);
    }
}
