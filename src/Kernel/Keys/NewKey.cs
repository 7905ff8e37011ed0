namespace SocialCommerce.Kernel.Keys;

/// <summary>A key that a batch makes.</summary>
/// <param name="Secret">What only its answer shows.</param>
/// <param name="Key">Its key; no row where its person is unknown.</param>
/// <param name="CreatedAt">The time of creation.</param>
internal sealed record NewKey(string Secret, PendingRows<long> Key, DateTimeOffset CreatedAt)
{
    /// <summary>The answer; null where the person is unknown.</summary>
    public CreateApiKey.Result? ToResult(bool live, CreateApiKey.Command command) => Key.List.Count == 0
        ? null
        : new CreateApiKey.Result(
            PublicId.Of(CreateApiKey.Prefix, Key.First), $"sk_{(live ? "live" : "test")}_{command.ShopId}_{Secret}",
            command.Body.Name, command.Body.Scopes, CreatedAt, command.Body.OperatorId, command.Body.ExpiresAt,
            command.Body.Addresses);
}
