namespace SocialCommerce.Membership;

/// <summary>The way from a batch to the Membership module's statements.</summary>
public static class MembershipDoor
{
    extension(SqlBatch batch)
    {
        /// <summary>The statements of the Membership module.</summary>
        public MembershipBatch Membership => new(batch);
    }
}
