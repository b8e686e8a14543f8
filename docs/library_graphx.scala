// Ask a library in GraphX, the graph engine that comes with Spark: refs, the cheapest path, PageRank.
//
//   mkdir tables; compactx export parquet -o tables        # tables/nodes.parquet, tables/edges.parquet
//   spark-shell -i docs/library_graphx.scala --conf spark.compactx.tables=tables --conf spark.compactx.ask="rank"
//
// asks "refs ID", "path ID ID" or "rank [COUNT]", or several of them with ";" between; each line of an answer begins
// with "answer" and a tab. The graph lies in parts on the machines of a cluster, and what goes between them are
// messages along its edges (Pregel); no step joins the whole graph with itself.

import org.apache.spark.graphx._
import org.apache.spark.graphx.lib.PageRank
import org.apache.spark.sql.functions._
import org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK

sc.setLogLevel("ERROR")
val folder = sc.getConf.get("spark.compactx.tables")
val asked = sc.getConf.get("spark.compactx.ask").split(";").map(_.trim.split(" +").toList).toList
val parts = sc.getConf.getInt("spark.compactx.parts", sc.defaultParallelism)
val nodes = spark.read.parquet(s"$folder/nodes.parquet")
val edges = spark.read.parquet(s"$folder/edges.parquet")

// GraphX numbers its vertices; the numbers are kept, for they must not change between two steps.
val numbers = spark.createDataFrame(nodes.select("id").orderBy("id").rdd.map(_.getString(0)).zipWithIndex).toDF("id", "n").persist(MEMORY_AND_DISK)

def numberOf(id: String): Long = numbers.filter(col("id") === id).head.getLong(1)

def graph(kept: org.apache.spark.sql.DataFrame): Graph[Int, Int] = {
  val from = numbers.select(col("id").as("src"), col("n").as("a"))
  val to = numbers.select(col("id").as("dst"), col("n").as("b"))
  val ends = kept.join(from, "src").join(to, "dst").select(col("a"), col("b"), col("cost").cast("int"))
  val lines = ends.rdd.map(row => Edge(row.getLong(0), row.getLong(1), row.getInt(2)))
  val things = numbers.select("n").rdd.map(row => (row.getLong(0), 0))
  Graph(things, lines.repartition(parts), 0, MEMORY_AND_DISK, MEMORY_AND_DISK)
}

def refs(thing: String): Seq[String] = {
  val evidence = col("basis").isin("text", "nested", "footnote", "official") && col("family").isin("citation", "follow-up")
  val rows = edges.filter(col("dst") === thing && evidence).select(coalesce(col("clause"), col("src")).as("clause"), col("basis"))
  rows.orderBy("clause", "basis").collect.map(row => s"${row.getString(0)}\t${row.getString(1)}").toSeq
}

// Edges are walked in both directions, from the start until nothing becomes cheaper any more. What leads to an end of
// the path costs less there.
def path(start: String, end: String): Seq[String] = {
  val (first, last) = (numberOf(start), numberOf(end))
  val never = Int.MaxValue
  val priced = edges.withColumn("cost", when(col("dst").isin(start, end), col("end_cost")).otherwise(col("cost")))
  val begun = graph(priced).mapVertices((n, _) => if (n == first) 0 else never)
  val found = begun.pregel(never, Int.MaxValue, EdgeDirection.Either)(
    (_, held, came) => math.min(held, came),
    (way: EdgeTriplet[Int, Int]) => {
      val there = if (way.srcAttr != never && way.srcAttr + way.attr < way.dstAttr) Iterator((way.dstId, way.srcAttr + way.attr)) else Iterator.empty
      val back = if (way.dstAttr != never && way.dstAttr + way.attr < way.srcAttr) Iterator((way.srcId, way.dstAttr + way.attr)) else Iterator.empty
      there ++ back
    },
    (one, other) => math.min(one, other)
  )
  val cost = found.vertices.filter(_._1 == last).first._2
  Seq(if (cost == never) "None" else cost.toString)
}

// What compactx stats ranks: a clause counts for its objective, or else for its instrument, and a reference from one
// thing to another weighs as many clauses as make it. GraphX leaves out what things without references would give on,
// and scales the sum at the end: the same ranks.
def rank(top: Int): Seq[String] = {
  val whole = nodes.filter(col("kind") === "objective").select(col("id").as("whole"), col("instrument").as("of"), col("number").as("at"))
  val placed = nodes.join(whole, col("of") === col("instrument") && col("at") === col("objective"), "left")
  val units = placed.select(col("id"), coalesce(col("whole"), when(col("instrument") =!= "", col("instrument")), col("id")).as("unit"))
  val evidence = col("basis").isin("text", "nested", "footnote", "official") && col("family").isin("citation", "follow-up")
  val said = edges.filter(evidence && col("relation") =!= "speaks-of-itself").select(coalesce(col("clause"), col("src")).as("clause"), col("dst").as("cited"))
  val tails = units.select(col("id").as("clause"), col("unit").as("src"))
  val heads = units.select(col("id").as("cited"), col("unit").as("dst"))
  val links = said.join(tails, "clause").join(heads, "cited").filter(col("src") =!= col("dst")).select("clause", "src", "dst").distinct
  val from = numbers.select(col("id").as("src"), col("n").as("a"))
  val to = numbers.select(col("id").as("dst"), col("n").as("b"))
  val lines = links.join(from, "src").join(to, "dst").select("a", "b").rdd.map(row => Edge(row.getLong(0), row.getLong(1), 1))
  val things = Graph.fromEdges(lines.repartition(parts), 0, MEMORY_AND_DISK, MEMORY_AND_DISK)
  val ranked = PageRank.runUntilConvergence(things, 1e-7)
  val count = things.vertices.count.toDouble
  val rows = spark.createDataFrame(ranked.vertices.mapValues(_ / count)).toDF("n", "rank").join(numbers, "n")
  rows.orderBy(desc("rank"), col("id")).limit(top).collect.map(row => s"${row.getAs[String]("id")}\t${row.getAs[Double]("rank")}").toSeq
}

def answer(question: List[String]): Seq[String] = question match {
  case "refs" :: thing :: Nil => refs(thing)
  case "path" :: start :: end :: Nil => path(start, end)
  case "rank" :: Nil => rank(10)
  case "rank" :: top :: Nil => rank(top.toInt)
  case _ => Seq("usage: refs ID | path ID ID | rank [COUNT]")
}

for (question <- asked) {
  val began = System.nanoTime
  val rows = answer(question)
  println(f"asked\t${question.mkString(" ")}\t${(System.nanoTime - began) / 1e9}%.1f seconds")
  rows.foreach(row => println(s"answer\t$row"))
}
System.exit(0)
