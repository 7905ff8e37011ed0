namespace SocialCommerce.Kernel.Keys;

/// <summary>A key as it is kept, without its secret.</summary>
internal sealed record ApiKeyRow(
    long KeyId, string Name, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt,
    string? OperatorId, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, string[]? Addresses)
{
    public const string Columns =
        "key_id, name, scopes, created_at, revoked_at, operator_id, expires_at, last_used_at, addresses";

    public ListApiKeys.Item ToItem() => new(
        PublicId.Of(CreateApiKey.Prefix, KeyId), Name, Scopes, CreatedAt, RevokedAt, OperatorId, ExpiresAt,
        LastUsedAt, Addresses);
}
