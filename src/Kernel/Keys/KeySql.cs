namespace SocialCommerce.Kernel.Keys;

/// <summary>The statement that makes a key.</summary>
internal static class KeySql
{
    /// <summary>Adds a key with a new secret.</summary>
    public static NewKey InsertKey(this SqlBatch batch, long shopId, CreateApiKey.Body body, DateTimeOffset now)
    {
        var secret = ApiKey.NewSecret();
        return new NewKey(secret, batch.Rows<long>(InsertSql, new
        {
            shop = shopId,
            secret = ApiKey.Hash(secret),
            body.Name,
            body.Scopes,
            body.OperatorId,
            body.ExpiresAt,
            body.Addresses,
            now,
        }), now);
    }

    private const string InsertSql = """
        insert into api_keys (shop_id, secret, name, scopes, operator_id, expires_at, addresses, created_at)
        select @shop, @secret, @name, @scopes, @operatorId, @expiresAt, @addresses, @now
        where @operatorId is null
            or exists (select from operators where shop_id = @shop and operator_id = @operatorId)
        returning key_id
        """;
}
