namespace BudgetCoaching.Application.Tests;

public class LruCacheTests
{
    [Fact]
    public void What_was_used_least_lately_goes_first()
    {
        var cache = new LruCache<string, int>(10);
        cache.Set("a", 1, 4);
        cache.Set("b", 2, 4);
        cache.TryGet("a", out _).Should().BeTrue();
        cache.Set("c", 3, 4);

        Held(cache, "a", "b", "c").Should().Equal(1, null, 3);
    }

    [Fact]
    public void A_replaced_value_gives_its_weight_back()
    {
        var cache = new LruCache<string, int>(10);
        cache.Set("a", 1, 4);
        cache.Set("a", 2, 6);
        cache.Set("b", 3, 4);

        Held(cache, "a", "b").Should().Equal(2, 3);
    }

    [Fact]
    public void What_is_heavier_than_the_cache_is_not_kept()
    {
        var cache = new LruCache<string, int>(10);
        cache.Set("a", 1, 4);
        cache.Set("b", 2, 11);
        cache.Set("a", 3, 11);
        cache.Remove("c");

        Held(cache, "a", "b").Should().Equal(new int?[] { null, null });
    }

    private static int?[] Held(LruCache<string, int> cache, params string[] keys) =>
        [.. keys.Select(k => cache.TryGet(k, out var value) ? value : (int?)null)];
}
